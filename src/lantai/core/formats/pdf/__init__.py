"""PDF files: text page by page, pictures made anew, what the file says of itself.

``reading.read`` does it with pypdfium2 and is called in a process of its own alone (``child``): what strangers send is never opened where readers are
answered. ``lines`` makes paragraphs of lines and is pure.
"""
