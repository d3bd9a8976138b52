#pragma once
#include <regex>
#include <string>

/// What a program shows of sockets and objects, without what differs from run to run: descriptors are N, addresses of
/// objects 0x, ports P, processes PID.
inline std::string without_numbers(std::string text) {
    for (const auto& [number, letter] : {std::pair("fd=[0-9]+", "fd=N"), std::pair("0x[0-9a-f]+", "0x"),
                                         std::pair("'127.0.0.1', [0-9]+", "'127.0.0.1', P"), std::pair("pid=[0-9]+", "pid=PID"),
                                         std::pair("<Process [0-9]+>", "<Process PID>")})
        text = std::regex_replace(text, std::regex(number), letter);
    return text;
}
