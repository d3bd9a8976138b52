#pragma once
#include <string>

#include "../multidict.hpp"

namespace asyncio::http {

/// The head of a response, made of the lines in which it comes.
class ReceivedHead {
public:
    /// Takes a line with its end. True if it is the last of a head that is an answer (and not "100 Continue").
    /// Lines after that are trailers, which nobody asks for.
    bool feed(std::string_view line);
    bool complete() const { return complete_; }
    /// What makes it unclear where the body ends, in aiohttp's words; "": nothing does.
    std::string contradiction() const;

    int status = 0;
    int version = 0;                     ///< 10 or 11
    std::string reason;
    CIMultiDict headers;

private:
    void begin(std::string_view status_line);
    void add_header();

    std::string header_;                 // the latest, which the next line may go on with
    bool complete_ = false;
};

}  // namespace asyncio::http
