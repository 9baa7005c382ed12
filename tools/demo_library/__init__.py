"""From the facts of tools/demo_facts to the export files of an imaginary library; enter at tools/make_demo_library.py."""
