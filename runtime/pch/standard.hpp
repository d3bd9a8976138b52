// What nearly every file includes, compiled once for each library: that halves the time that a file takes.
// A file includes what it uses all the same; `-Db_pch=false` builds without this one.
#include <algorithm>
#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
