// A stream is fed in pieces of any size and read in every way: each byte comes once and in order, and each read gives
// what it promises. Run: stream_fuzz CORPUS_DIR
#include <cstdint>
#include <cstdlib>

#include "runtime/program.hpp"
#include "runtime/runner.hpp"
#include "runtime/sleep.hpp"
#include "runtime/streams/reader.hpp"

using namespace asyncio;

namespace {

/// The fuzzer's bytes, as decisions.
class Script {
public:
    Script(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    bool over() const { return at_ >= size_; }
    unsigned next() { return over() ? 0 : data_[at_++]; }

private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

void need(bool what) { if (!what) std::abort(); }

Coroutine<> feed(StreamReader reader, Script& script, std::string& fed) {
    while (!script.over()) {
        std::string piece(script.next() % 40, '\0');
        for (char& c : piece) c = "ab\n\r"[script.next() % 4];
        if (!piece.empty()) reader.feed_data(piece);
        fed += piece;
        if (script.next() % 3 == 0) co_await sleep(0);
    }
    reader.feed_eof();
}

/// One read; false at the end.
Coroutine<bool> read(StreamReader reader, unsigned how, std::string& got) {
    const std::size_t n = how / 5 % 50;
    std::string piece;
    std::size_t there = 0;
    try {
        switch (how % 5) {
        case 0: piece = co_await reader.read(static_cast<long>(n + 1)); need(piece.size() <= n + 1); break;
        case 1: piece = co_await reader.readline(); need(piece.find('\n') >= piece.size() - 1 || piece.find('\n') == piece.npos); break;
        case 2: piece = co_await reader.readexactly(n); need(piece.size() == n); if (n == 0) co_return true; break;
        case 3: piece = co_await reader.readuntil("\r\n"); need(piece.find("\r\n") == piece.size() - 2); break;
        case 4: piece = co_await reader.readuntil("aba"); need(piece.find("aba") == piece.size() - 3); break;
        }
    } catch (const IncompleteReadError& e) {
        got += e.partial;
        co_return false;
    } catch (const LimitOverrunError& e) {
        need(e.consumed > 0);
        there = e.consumed;
    } catch (const ValueError&) {   // readline has dropped a line that was too long: what it was cannot be told
        got += "?";
        co_return true;
    }
    if (there > 0) piece = co_await reader.readexactly(there);   // past what was too long for its limit
    got += piece;
    co_return !piece.empty();
}

/// `got` is `fed`, but for lines that were dropped ("?").
bool follows(std::string_view fed, std::string_view got) {
    const std::size_t dropped = got.find('?');
    if (dropped == got.npos) return fed == got;
    return fed.starts_with(got.substr(0, dropped));
}

Coroutine<> both(Script script) {
    StreamReader reader(script.next() % 64 + 1);
    std::string fed, got;
    Script reads = script;
    auto feeding = create_task(feed(reader, script, fed));
    while (co_await read(reader, reads.next(), got)) {}
    got += co_await reader.read();
    co_await feeding;
    got += co_await reader.read();
    need(reader.at_eof() && follows(fed, got));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4096) return 0;
    Program program(Clock::virtual_time);
    program.run([&] { run(both(Script(data, size))); });
    return 0;
}
