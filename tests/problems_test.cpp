#include <sstream>

#include "runtime/trace/reader.hpp"
#include "tests/catch.hpp"
#include "visualizer/story/problems.hpp"

using namespace awaitscope;

namespace {

/// What the reader says of a recording with one good line and then `line`, as a learner reads it in Chinese.
std::string read_in_chinese(const std::string& line) {
    asyncio::trace::Log log;
    std::istringstream in("{\"ev\":\"end\"}\n" + line);
    return problem_in("a.jsonl: " + asyncio::trace::read_jsonl(in, log).problem, Lang::zh);
}

}  // namespace

TEST_CASE("what is wrong with a recording is said in Chinese, too") {
    const auto says = [](const std::string& line, const std::string& reason) {
        CHECK(read_in_chinese(line) == "a.jsonl：第 2 行：" + reason + "；已保留此前的 1 个事件");
    };
    says("{\"ev\":\"e", "中途断开，程序被中止时会这样");
    says("{\"ev\":\"rum\",\"h\":\"H1\"}\n", "未知的事件 \"rum\"");
    says("{\"h\":\"H1\"}\n", "不是事件：没有“ev”");
    says("{\"ev\":\"step\",\"task\":\"Task-1\"}\n", "step 缺少“how”");
    says("{\"ev\":\"run\",\"h\":1}\n", "“h”不是字符串");
    says("{\"ev\":\"run\",\"h\":\"Task-1\"}\n", "“h”不能是 \"Task-1\"");
    says("{\"ev\":\"clock\",\"t\":0.5}\n", "“t”不是 -4611686018427387904 到 4611686018427387904 之间的整数");
    says("{\"ev\":\"run\",\"h\":\"H1\",\"h\":\"H2\"}\n", "\"h\" 出现了两次");
    says("{\"ev\":\"out\",\"text\":\"\xff\",\"by\":\"loop\"}\n", "第 21 字节处不是有效的 UTF-8");
    says("{\"ev\":\"run\",\"h\":\"H1\"}}\n", "第 22 字节处不是有效的 JSON");
    says("[1]\n", "不是 JSON 对象");
    CHECK(problem_in("longer than 64 MB", Lang::zh) == "超过 64 MB");
}

TEST_CASE("an unknown problem, and any in English, is said as it is") {
    CHECK(problem_in("a.jsonl: on fire", Lang::zh) == "a.jsonl: on fire");
    CHECK(problem_in("a.jsonl: line 3: not a JSON object; kept: the 2 events before it", Lang::zh) ==
          "a.jsonl：第 3 行：不是 JSON 对象；已保留此前的 2 个事件");
    CHECK(problem_in("a.jsonl: line 3: not a JSON object; kept: the event before it", Lang::en) ==
          "a.jsonl: line 3: not a JSON object; kept: the event before it");
}
