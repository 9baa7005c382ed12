"""Whether two descriptions of papers, as tables and citations have them, are of one paper: measured, weighed, clustered.

Enter at ``pairs.scored`` (candidates with scores) and ``clusters.clustered``; ``paper.described`` takes a description apart once.
"""
