#include <random>
#include <set>

#include "session.hpp"
#include "tests/catch.hpp"
#include "tests/loopback.hpp"
#include "tests/seed.hpp"

using namespace file_session;

namespace {

using Texts = std::vector<std::string>;

/// A session drawn from a seed: any mode, any options, and calls that such a file has in aiofiles.
class RandomSession {
public:
    RandomSession(std::uint64_t seed, std::string path) : random_(seed) {
        session_.path = std::move(path);
        session_.mode = pick(Texts{"r", "r+", "w", "w+", "a", "a+"}) + pick(Texts{"", "b"});
        binary_ = session_.mode.find('b') != std::string::npos;
        session_.options.buffering = pick(binary_ ? std::vector{-1, -1, 0, 16, 100} : std::vector{-1, -1, 1, 16, 100});
        raw_ = session_.options.buffering == 0;
        if (!binary_) draw_text_options();
        session_.content = text(one_in(6) ? 9000 : 40);
        for (std::size_t n = below(15); n > 0; --n) add(call());
    }
    Session session() && { return std::move(session_); }

private:
    std::uint64_t below(std::uint64_t n) { return random_() % n; }
    bool one_in(std::uint64_t n) { return below(n) == 0; }
    template <class T> T pick(const std::vector<T>& all) { return all[below(all.size())]; }

    /// CPython 3.11 reads past what has been written and not flushed (its read1 does): nobody compares that.
    void add(Call call) {
        static const std::set<std::string> reads = {"read", "readline", "readlines", "read1", "readinto", "peek"};
        if (reads.contains(call.name) && std::exchange(unflushed_, false)) session_.calls.push_back({"flush", {}, {}});
        unflushed_ = call.name.starts_with("write") || (unflushed_ && call.name != "flush");
        session_.calls.push_back(std::move(call));
    }

    void draw_text_options() {
        if (one_in(2)) session_.options.newline = pick(Texts{"", "\n", "\r", "\r\n"});
        if (one_in(2)) session_.options.errors = pick(Texts{"strict", "ignore", "replace", "surrogateescape"});
    }

    /// Up to `most` pieces of text; seldom also what is no UTF-8.
    std::string text(std::size_t most) {
        static const Texts good = {"a", "b", "c ", "\n", "\r", "\r\n", "\xc3\xa9", "\xe4\xb8\xad", "\xf0\x9f\x98\x80", "longer "};
        static const Texts bad = {"\x80", "\xff", "\xc3", "\xe4\xb8", "\xf0\x9f\x98", "\xed\xa0\x80", "\xc0\x80"};
        const bool spoilt = one_in(5);
        std::string result;
        for (std::size_t n = below(most + 1); n > 0; --n) result += spoilt && one_in(20) ? pick(bad) : pick(good);
        return result;
    }

    bool reading() const { return session_.mode.find_first_of("r+") != std::string::npos; }
    std::int64_t size() { return pick(std::vector<std::int64_t>{-1, 0, 1, 2, 3, 5, 17, 100, 8191, 8192, 8193, 20000}); }
    std::int64_t size_from_0() { return std::max<std::int64_t>(0, size()); }

    Call call() {
        static const Texts all = {"read", "read", "readline", "readline", "readlines", "write", "write", "writelines", "flush",
                                  "seek", "seek", "tell", "tell", "return", "truncate", "isatty", "seekable", "writable",
                                  "readable", "closed", "mode"};
        static const Texts of_bytes = {"read1", "readinto"};
        if (binary_ && !raw_ && one_in(5)) return with_arguments(pick(of_bytes));
        if (binary_ && !raw_ && reading() && one_in(15)) return {"peek", {}, {}};
        if (one_in(80)) return {"close", {}, {}};
        return with_arguments(pick(all));
    }

    Call with_arguments(std::string name) {
        if (name == "read" || name == "readline" || name == "readlines" || name == "read1") {
            const std::int64_t most = size();
            if (one_in(2) || !reading() || most == 0) return {std::move(name), {}, {}};
            return {std::move(name), {most}, {}};
        }
        if (name == "readinto" || name == "return") return {std::move(name), {size_from_0()}, {}};
        if (name == "write") return {std::move(name), {}, {text(one_in(8) ? 9000 : 20)}};
        if (name == "writelines") return {std::move(name), {}, {text(4), text(4)}};
        if (name == "seek") return {std::move(name), place(), {}};
        if (name == "truncate") return one_in(2) ? Call{std::move(name), {}, {}} : Call{std::move(name), {size_from_0()}, {}};
        return {std::move(name), {}, {}};
    }

    std::vector<std::int64_t> place() {
        if (one_in(2)) return {0};
        if (one_in(3)) return {0, 2};
        if (one_in(5) && !raw_) return {-3, static_cast<std::int64_t>(below(4))};
        return binary_ ? std::vector<std::int64_t>{size_from_0(), static_cast<std::int64_t>(below(3))} : std::vector<std::int64_t>{0, 1};
    }

    std::mt19937_64 random_;
    Session session_;
    bool binary_ = false, raw_ = false, unflushed_ = false;
};

}  // namespace

TEST_CASE("whatever is done to a file, it gives what aiofiles gives, call by call, and leaves the same bytes") {
    if (!has_aiofiles()) {
        WARN("no CPython 3.11 with aiofiles here: nothing was compared");
        return;
    }
    loopback::Folder folder;
    const std::uint64_t first = first_seed();
    const std::uint64_t count = number_from_environment("AWAITSCOPE_SESSIONS", 200);
    std::vector<Session> sessions;
    for (std::uint64_t seed = first; seed < first + count; ++seed)
        sessions.push_back(RandomSession(seed, folder / "f" + std::to_string(seed)).session());
    const auto ours = with_our_files(sessions, asyncio::Clock::real_time), theirs = with_aiofiles(sessions);
    const auto virtually = with_our_files(sessions, asyncio::Clock::virtual_time);
    REQUIRE(ours.size() == theirs.size());
    std::size_t line = 0;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const Session& session = sessions[seed - first];
        INFO("AWAITSCOPE_SEED=" << seed << " AWAITSCOPE_SESSIONS=1 runs it again");
        CHECK(difference(session, ours, theirs, line) == "");
        CHECK(difference(session, ours, virtually, line) == "");
        line += lines_of(session);
    }
}
