#include "stream.hpp"

namespace asyncio::files {

std::string Stream::read1(std::int64_t) { throw UnsupportedOperation("read1"); }
std::string Stream::readinto(std::size_t) { throw UnsupportedOperation("readinto"); }
std::string Stream::peek() { throw UnsupportedOperation("peek"); }

std::vector<std::string> Stream::readlines(std::int64_t hint) {
    check_open();
    std::vector<std::string> lines;
    for (std::int64_t had = 0; hint <= 0 || had <= hint;) {
        std::string line = readline(-1);
        if (line.empty()) break;
        had += static_cast<std::int64_t>(measure(line));
        lines.push_back(std::move(line));
    }
    return lines;
}

void Stream::writelines(const std::vector<std::string>& lines) {
    check_open();
    for (const std::string& line : lines) write(line);
}

void Stream::check_open(const char* problem) const {
    if (closed()) throw ValueError(problem);
}

std::string Stream::encoding() const { throw AttributeError("a binary file has no attribute 'encoding'"); }
std::string Stream::errors() const { throw AttributeError("a binary file has no attribute 'errors'"); }

}  // namespace asyncio::files
