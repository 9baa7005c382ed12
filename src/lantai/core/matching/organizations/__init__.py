"""Which organizations of a registry (ROR) a string of affiliation names: found by name, weighed by place and standing, or nobody.

Enter at ``naming.Finder``; ``registry`` reads ROR's files in all their shapes, ``compiled`` packs them into one table.
"""
