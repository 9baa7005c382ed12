"""The nine icons: drawn by us, 16 px, always beside a word."""

from django.utils.safestring import SafeString, mark_safe

_STROKE = 'fill="none" stroke="currentColor" stroke-width="1.6"'
_INSET = 'fill="none" stroke="var(--raised)" stroke-width="1.8"'
ICONS = {
    "have": f'<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.6 8.3 7 10.6l4.4-5" {_INSET}/>',
    "wait": f'<circle cx="8" cy="8" r="6.2" {_STROKE}/><path d="M8 4v4.2l2.8 1.8" {_STROKE}/>',
    "far": f'<circle cx="8" cy="8" r="6.2" {_STROKE} stroke-dasharray="2.6 2.2"/>',
    "stop": f'<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/><path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" {_INSET}/>',
    "text": f'<path d="M3 1.5h7L13.5 5v9.5H3z" {_STROKE}/><path d="M5.5 7.5h5.4M5.5 10.5h5.4" {_STROKE}/>',
    "care": f'<path d="M8 1 15.4 14.5H.6z" fill="currentColor"/><path d="M8 6v4m0 1.4v1.5" {_INSET}/>',
    "note": f'<circle cx="8" cy="8" r="7" {_STROKE}/><path d="M8 7v4.6M8 4.2v1.7" {_STROKE}/>',
    "drop": f'<path d="m4 4 8 8m0-8-8 8" {_STROKE}/>',
    "onward": f'<path class="onward" d="M6 3l5 5-5 5" {_STROKE}/>',
}


def icon(name: str) -> SafeString:
    """Draw one of the nine icons."""
    css = ' class="onward"' if name == "onward" else ""
    frame = f'<svg{css} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
    return mark_safe(frame + ICONS[name] + "</svg>")  # noqa: S308 (our own drawings)
