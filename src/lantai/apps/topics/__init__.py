"""Topics: specials that an editor chooses and introduces, each a living search of the catalog."""
