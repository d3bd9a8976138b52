#define CATCH_CONFIG_MAIN
#include "catch.hpp"

/// AddressSanitizer keeps frames for a while, to notice the use of what a function has left. Each exception has it
/// sweep all that room: with as much as it takes by itself, 100,000 cancelled tasks would do nothing else.
extern "C" const char* __asan_default_options() { return "min_uar_stack_size_log=16:max_uar_stack_size_log=16"; }
