"""The name of a host as the WebVPN that most Chinese universities run hides it: AES-128 in CFB mode with the product's own published key.

It hides nothing from anybody who wants to know; it is only how those addresses are written. AES is spelled out here (FIPS 197), one
direction only, because no other part of the system needs a library of ciphers.
"""

KEY = b"wrdvpnisthebest!"


def hidden_host(host: str, key: bytes = KEY) -> str:
    """Return the hexadecimal of the vector followed by the hidden host, as it stands in a WebVPN's addresses."""
    plain = host.encode()
    hidden = bytearray()
    last = key
    for start in range(0, len(plain), 16):
        piece = plain[start : start + 16]
        last = bytes(a ^ b for a, b in zip(piece.ljust(16, b"0"), encrypt(last, key), strict=True))
        hidden += last[: len(piece)]
    return key.hex() + bytes(hidden).hex()


def encrypt(block: bytes, key: bytes) -> bytes:
    """Return one block of 16 bytes, encrypted with a key of 16."""
    keys = _expanded(key)
    state = _xor(block, keys[0])
    for turn in range(1, 11):
        state = bytes(_BOX[state[(n + 4 * (n % 4)) % 16]] for n in range(16))
        state = _xor(state if turn == 10 else _mixed(state), keys[turn])
    return state


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def _double(byte: int) -> int:
    return ((byte << 1) ^ (0x11B if byte & 0x80 else 0)) & 0xFF


def _mixed(state: bytes) -> bytes:
    out = bytearray()
    for start in range(0, 16, 4):
        column = state[start : start + 4]
        whole = column[0] ^ column[1] ^ column[2] ^ column[3]
        out += bytes(column[n] ^ whole ^ _double(column[n] ^ column[(n + 1) % 4]) for n in range(4))
    return bytes(out)


def _box() -> bytes:
    p = q = 1
    box = bytearray(256)
    while True:
        p = p ^ _double(p)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        turned = q ^ _turn(q, 1) ^ _turn(q, 2) ^ _turn(q, 3) ^ _turn(q, 4)
        box[p] = turned ^ 0x63
        if p == 1:
            break
    box[0] = 0x63
    return bytes(box)


def _turn(byte: int, by: int) -> int:
    return ((byte << by) | (byte >> (8 - by))) & 0xFF


_BOX = _box()


def _expanded(key: bytes) -> list[bytes]:
    words = [key[n : n + 4] for n in range(0, 16, 4)]
    constant = 1
    for n in range(4, 44):
        word = words[n - 1]
        if n % 4 == 0:
            word = bytes(_BOX[byte] for byte in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _double(constant)
        words.append(_xor(words[n - 4], word))
    return [b"".join(words[n : n + 4]) for n in range(0, 44, 4)]
