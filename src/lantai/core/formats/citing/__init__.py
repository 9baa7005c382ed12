"""Citing: references in the styles that readers are asked for, in every script.

Enter at ``reference``. ``styles`` says which there are, ``cited`` makes a record into the variables of CSL, ``engine`` runs the
published style, ``finish`` mends what comes out.
"""
