"""Models and services that a library may choose: embedders, translators. None takes part until it is chosen; nothing here opens a connection of its own."""
