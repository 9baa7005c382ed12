"""A process of its own that compiles the files it is given, in the directory it is begun in: mypyc's output is C, a C compiler's goes beside the files."""

import os
import sys


def main(files: list[str]) -> None:
    """Compile them into one library, and a module for each that leads into it."""
    from mypyc.build import mypycify  # type: ignore[import-not-found,unused-ignore]
    from setuptools import setup

    with open("mypy.ini", "w", encoding="utf-8") as out:
        out.write("[mypy]\nignore_missing_imports = True\nfollow_imports = silent\nexplicit_package_bases = True\n")
    extensions = mypycify(["--config-file", "mypy.ini", *files], opt_level="1", group_name="lantai")
    os.environ["CFLAGS"] = f"{os.environ.get('CFLAGS', '')} -g0"  # nothing for debuggers
    sys.argv = ["setup.py", "--quiet", "build_ext", "--inplace", f"--parallel={os.cpu_count() or 1}"]
    setup(name="lantai-compiled", version="0", packages=[], ext_modules=extensions)


if __name__ == "__main__":
    main(sys.argv[1:])
