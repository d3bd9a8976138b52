#pragma once
#include <algorithm>
#include <sstream>

#include "catch.hpp"
#include "runtime/trace/reader.hpp"
#include "spawned.hpp"

/// The command line as a test calls it, over the lessons of cli_program.cpp.
namespace cli {

using spawned::Folder;
using spawned::Result;
using Words = std::vector<std::string>;

inline const std::string golden = CONFORMANCE "/golden/gather-01-result-order.jsonl";
inline const char* const two_sleepers_say = "A sleeps\nB sleeps\nB wakes up\nA wakes up\n";

/// Starts it in `folder`; `words` are divided at their spaces.
inline Result call(const Folder& folder, const std::string& words, spawned::Start start = {}) {
    std::istringstream stream(words);
    start.program = CLI_PROGRAM;
    start.folder = folder.path();
    for (std::string word; stream >> word;) start.words.push_back(word);
    return spawned::run(start);
}

/// Starts it in a folder that it is to leave as it was: empty.
inline Result call(const std::string& words, spawned::Start start = {}) {
    const Folder folder;
    Result result = call(folder, words, std::move(start));
    CHECK(folder.files().empty());
    return result;
}

inline std::size_t events_in(const std::string& file) {
    asyncio::trace::Log log;
    const auto read = asyncio::trace::read_file(file, log);
    CHECK(read.problem.empty());
    return read.events;
}

}  // namespace cli
