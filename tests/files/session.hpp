#pragma once
#include <string>
#include <vector>

#include "runtime/files/files.hpp"
#include "runtime/program.hpp"

/// Calls on one file, to be made by our files and by Python's aiofiles alike (aiofiles_peer.py).
namespace file_session {

struct Call {
    std::string name;                     ///< Python's; "return": a seek to what a tell() gave
    std::vector<std::int64_t> numbers;
    std::vector<std::string> texts;
};

struct Session {
    std::string path;
    std::string mode;
    asyncio::files::OpenOptions options;
    std::string content;                  ///< what is in the file at the beginning
    std::vector<Call> calls;
};

/// What each call gives, as text: a result or an exception; in the end what is in the file then.
std::vector<std::string> with_our_files(const std::vector<Session>& sessions, asyncio::Clock clock);

/// The same, of aiofiles. Throws std::runtime_error if that cannot be run.
std::vector<std::string> with_aiofiles(const std::vector<Session>& sessions);

/// Whether there is a CPython 3.11 that has aiofiles.
bool has_aiofiles();

/// Where two of them part, with the calls before that; "" if they are the same. `first`: the session's first line.
std::string difference(const Session& session, const std::vector<std::string>& one, const std::vector<std::string>& other,
                       std::size_t first);

/// How many lines a session says.
inline std::size_t lines_of(const Session& session) { return session.calls.size() + 3; }

}  // namespace file_session
