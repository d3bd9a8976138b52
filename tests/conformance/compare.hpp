#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "runtime/trace/jsonl.hpp"

/// Comparing two traces event by event: level `full` of TRACE.md, section 7.
namespace conformance {

using Lines = std::vector<std::string>;

/// The events as lines of JSON, without what is never compared: fields whose name begins with "_".
inline Lines facts(const asyncio::trace::Log& log) {
    Lines lines;
    for (std::size_t i = 0; i < log.size(); ++i) {
        asyncio::trace::Event event = log[i];
        if (event.kind == asyncio::trace::Kind::suspend) event.value = 0;  // _line
        lines.push_back(asyncio::trace::to_json(log, event));
    }
    return lines;
}

/// The printed lines alone: level `out`.
inline Lines printed(const asyncio::trace::Log& log) {
    Lines lines;
    for (std::size_t i = 0; i < log.size(); ++i)
        if (log[i].kind == asyncio::trace::Kind::out) lines.emplace_back(log.text(log[i].text));
    return lines;
}

/// "" if both are the same; else where they part, with the lines before it.
inline std::string difference(const Lines& golden, const Lines& actual) {
    const auto parting = std::mismatch(golden.begin(), golden.end(), actual.begin(), actual.end());
    if (parting.first == golden.end() && parting.second == actual.end()) return {};
    const auto at = static_cast<std::size_t>(parting.first - golden.begin());
    std::string text = "first difference at event " + std::to_string(at + 1) + "; " + std::to_string(golden.size()) + " and " +
                       std::to_string(actual.size()) + " events\n";
    for (std::size_t i = at < 6 ? 0 : at - 6; i < at; ++i) text += "    " + golden[i] + "\n";
    text += "  - " + (at < golden.size() ? golden[at] : "(end)") + "\n";
    text += "  + " + (at < actual.size() ? actual[at] : "(end)") + "\n";
    return text;
}

}  // namespace conformance
