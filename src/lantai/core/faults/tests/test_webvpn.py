"""The cipher is the standard's, by the standard's own example; a hidden host is read back by the same cipher."""

from lantai.core.faults.webvpn import KEY, encrypt, hidden_host


def test_a_block_is_encrypted_as_fips_197_says():
    key = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
    assert encrypt(bytes.fromhex("00112233445566778899aabbccddeeff"), key).hex() == "69c4e0d86a7b0430d8cdb78070b4c55a"


def test_a_hidden_host_begins_with_the_vector_and_is_as_long_as_the_name():
    hidden = hidden_host("journals.example.com")
    assert hidden.startswith(KEY.hex())
    assert len(hidden) == 2 * (16 + len("journals.example.com"))
    first = bytes(a ^ b for a, b in zip(bytes.fromhex(hidden)[16:32], encrypt(KEY, KEY), strict=True))
    assert first == b"journals.example"
