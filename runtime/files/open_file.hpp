#pragma once
#include <memory>

#include "stream.hpp"
#include "turns.hpp"

namespace asyncio::files {

/// What a File and its jobs share. The last of them closes the file.
class OpenFile {
public:
    explicit OpenFile(std::unique_ptr<Stream> opened, std::string doomed = {})
        : stream(std::move(opened)), doomed_(std::move(doomed)) {}
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;

    /// Closes the stream, and removes the file if it was to go with it.
    void close();

    const std::unique_ptr<Stream> stream;
    Turns turns;

private:
    void remove_doomed();
    std::string doomed_;    // path of a file that lives as long as it is open
};

}  // namespace asyncio::files
