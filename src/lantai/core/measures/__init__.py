"""Measures: records and numbers in, findings and numbers out. ``findings.of_record`` says what is doubtful in a description."""
