#!/usr/bin/env python3
"""matrix_test.py finds what it is there to find."""
import unittest

import matrix_test

PROGRAMS = {"gather-01-order": ["GATH-01"]}
SOURCES = {"queue_test.cpp": {"a queue that is shut down"}}


def problems(pins, row="GATH-01"):
    return list(matrix_test.problems_of(row, pins, PROGRAMS, SOURCES))


class Rules(unittest.TestCase):
    def test_a_row_is_pinned_by_programs_and_by_test_cases(self):
        self.assertEqual(problems("`gather-01-order`"), [])
        self.assertEqual(problems('queue_test.cpp: "a queue that is shut down"'), [])

    def test_a_reason_why_there_can_be_none_will_do(self):
        self.assertEqual(problems("C++: it has no asynchronous generators"), [])

    def test_a_row_that_names_nothing_is_told(self):
        self.assertIn("names no test", problems("")[0])
        self.assertIn("names no test", problems("-")[0])

    def test_a_program_or_test_case_that_does_not_exist_is_told(self):
        self.assertIn("there is none of that name", problems("`gather-99-never`")[0])
        self.assertIn("that is not there", problems('queue_test.cpp: "a queue that flies"')[0])
        self.assertIn("that is not there", problems('kite_test.cpp: "a queue that is shut down"')[0])

    def test_a_program_must_name_the_row_too(self):
        self.assertIn("let the program name the row", problems("`gather-01-order`", row="GATH-02")[0])

    def test_names_of_test_cases_are_read_as_the_compiler_reads_them(self):
        source = 'TEST_CASE("one") {}\nTEST_CASE("two "\n          "lines", "[tag]") {}\n'
        self.assertEqual(matrix_test.test_cases(source), {"one", "two lines"})

    def test_rows_and_programs_are_read(self):
        self.assertEqual(matrix_test.rows("| id | here |\n| Q-01 | FIFO | all | `x` |\n"), {"Q-01": "`x`"})
        self.assertEqual(matrix_test.matrix_ids('"""Text.\nMatrix: Q-01, Q-02"""\n'), ["Q-01", "Q-02"])


if __name__ == "__main__":
    unittest.main()
