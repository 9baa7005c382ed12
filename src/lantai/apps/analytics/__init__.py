"""Analytics: papers of institutions by year, color, discipline, publisher, journal, funder and license, what they cost, and who works with whom."""
