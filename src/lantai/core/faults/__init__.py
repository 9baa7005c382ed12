"""Faults of access: what a link answered and what is wrong with it, what a reader's message is about, how long a fault lasted.

Enter at ``judging.judge`` (an address was asked; which of twelve faults is it?), ``classifying.classify`` (a message came; which of ten
classes?), ``clocks`` (business hours, uptime) and ``proxies`` (an address as readers off campus open it). All pure: facts in, verdicts out.
"""
