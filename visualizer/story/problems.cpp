#include "problems.hpp"

#include <optional>

namespace awaitscope {
namespace {

using namespace std::string_view_literals;
constexpr auto gap = "{}"sv;

/// A message and what it is in Chinese; {} is filled with the same words, themselves put into Chinese, in the same order.
struct Entry {
    std::string_view en, zh;
};

constexpr Entry entries[] = {
    {"{}: line {}: {}; kept: {} before it", "{}：第 {} 行：{}；已保留此前的{}"},
    {"the event", " 1 个事件"},
    {"the {} events", " {} 个事件"},
    {"cut off in the middle, as when a program is stopped", "中途断开，程序被中止时会这样"},
    {"not valid JSON at byte {}", "第 {} 字节处不是有效的 JSON"},
    {"invalid UTF-8 at byte {}", "第 {} 字节处不是有效的 UTF-8"},
    {"not a JSON object", "不是 JSON 对象"},
    {"longer than {} MB", "超过 {} MB"},
    {"not an event: it has no \"ev\"", "不是事件：没有“ev”"},
    {"unknown event {}", "未知的事件 {}"},
    {"\"{}\" is not a whole number from {} to {}", "“{}”不是 {} 到 {} 之间的整数"},
    {"\"{}\" is not a string", "“{}”不是字符串"},
    {"\"{}\" cannot be {}", "“{}”不能是 {}"},
    {"{} has no \"{}\"", "{} 缺少“{}”"},
    {"{} stands there twice", "{} 出现了两次"},
};

std::string chinese(std::string_view words);

/// `zh` with what stands in `words` where `en` has gaps; nothing if `words` is not of that form.
std::optional<std::string> fill(std::string_view words, std::string_view en, std::string_view zh) {
    const std::size_t at = en.find(gap);
    if (at == en.npos) return words == en ? std::optional(std::string(zh)) : std::nullopt;
    if (!words.starts_with(en.substr(0, at))) return {};
    words.remove_prefix(at);
    en.remove_prefix(at + gap.size());
    const std::string_view next = en.substr(0, en.find(gap));   // what comes after the gap
    const std::size_t end = next.empty() ? words.size() : words.find(next);
    if (end == words.npos) return {};
    const std::size_t hole = zh.find(gap);
    const auto rest = fill(words.substr(end), en, zh.substr(hole + gap.size()));
    if (!rest) return {};
    return std::string(zh.substr(0, hole)) + chinese(words.substr(0, end)) + *rest;
}

std::string chinese(std::string_view words) {
    for (const Entry& entry : entries)
        if (auto filled = fill(words, entry.en, entry.zh)) return *filled;
    return std::string(words);
}

}  // namespace

std::string problem_in(std::string_view problem, Lang lang) {
    return lang == Lang::zh ? chinese(problem) : std::string(problem);
}

}  // namespace awaitscope
