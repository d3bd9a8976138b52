#include <zlib.h>

#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;

/// Bodies that come packed.
namespace http_client_encodings_test {

constexpr int zlib_frame = 15, no_frame = -15, gzip_frame = 31;

std::string packed(std::string text, int frame) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, frame, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(text.data());
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string whole(const std::string& encoding, const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// Answers with `words`, in two pieces between which some time passes.
auto says(std::string words, std::size_t first) {
    return [=](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        co_await reader.readuntil("\r\n\r\n");
        writer.write(words.substr(0, first));
        co_await sleep(0.1);
        writer.write(words.substr(first));
        co_await reader.read();
        writer.close();
    };
}

/// The body, or the error, of such an answer; its last `apart` bytes come later.
std::string outcome(const std::string& words, std::size_t apart = 1) {
    std::string got;
    run_virtually([&]() -> Coroutine<> {
        co_await beside(says(words, words.size() - apart), [&](ClientSession& session, std::string url) -> Coroutine<> {
            const std::string error = co_await error_of([&]() -> Coroutine<> { got = co_await (co_await session.get(url)).read(); });
            if (error != "no error") got = error.substr(0, error.find(": GET"));
        });
    });
    return got;
}

const std::string text = [] {
    std::string all;
    for (int i = 0; i < 20'000; ++i) all += std::to_string(i * 7919 % 10007) + " ";
    return all;
}();
const std::string brotli_hello("\x0b\x02\x80hello\x03", 9);

}  // namespace http_client_encodings_test

using namespace http_client_encodings_test;

TEST_CASE("gzip, deflate in either frame and br are unpacked, wherever they are cut") {
    for (const std::size_t apart : {1, 8, 9, 100, 1000}) {
        CAPTURE(apart);
        CHECK(outcome(whole("gzip", packed(text, gzip_frame)), apart) == text);
        CHECK(outcome(whole("GZip", packed(text, gzip_frame)), apart) == text);
        CHECK(outcome(whole("deflate", packed(text, zlib_frame)), apart) == text);
        CHECK(outcome(whole("deflate", packed(text, no_frame)), apart) == text);
    }
    CHECK(outcome(whole("gzip", packed("", gzip_frame))).empty());
    CHECK(outcome(whole("gzip", ""), 0).empty());
    if (http::accepted_encodings().ends_with("br"))
        for (std::size_t apart = 0; apart < 9; ++apart) CHECK(outcome(whole("br", brotli_hello), apart) == "hello");
}

TEST_CASE("gzip may have several members; what stands behind the last is passed over") {
    const std::string one = packed(text, gzip_frame), two = packed("two", gzip_frame), none = packed("", gzip_frame);
    CHECK(outcome(whole("gzip", one + two)) == text + "two");
    CHECK(outcome(whole("gzip", one + none + none + two)) == text + "two");
    for (std::size_t apart = two.size() - 3; apart < two.size() + 3; ++apart) CHECK(outcome(whole("gzip", two + two), apart) == "twotwo");
    CHECK(outcome(whole("gzip", one + std::string(100, '\0')), 50) == text);
    CHECK(outcome(whole("gzip", two + "junk"), 4) == "two");
    CHECK(outcome(whole("deflate", packed("two", zlib_frame) + "junk"), 2) == "two");
}

TEST_CASE("a packed body that breaks off is not complete, although all bytes have come that were announced") {
    const std::string expected = "ClientPayloadError: Response payload is not completed";
    for (const int frame : {gzip_frame, zlib_frame, no_frame}) {
        const std::string bytes = packed(text, frame), encoding = frame == gzip_frame ? "gzip" : "deflate";
        for (const std::size_t less : {std::size_t{1}, std::size_t{5}, std::size_t{9}, bytes.size() / 2, bytes.size() - 1}) {
            CAPTURE(frame, less);
            CHECK(outcome(whole(encoding, bytes.substr(0, bytes.size() - less))) == expected);
        }
    }
    CHECK(outcome(whole("gzip", packed("one", gzip_frame) + packed("two", gzip_frame).substr(0, 5))) == expected);
    if (http::accepted_encodings().ends_with("br")) CHECK(outcome(whole("br", brotli_hello.substr(0, 8))) == expected);
}

TEST_CASE("a body that is not packed as it says cannot be decoded") {
    for (const std::string encoding : {"gzip", "deflate"})
        CHECK(outcome(whole(encoding, "this is no packed body")) ==
              "ClientPayloadError: 400, message='Can not decode content-encoding: " + encoding + "'");
    std::string bytes = packed(text, gzip_frame);
    bytes[bytes.size() - 6] ^= 1;   // of the checksum
    CHECK(outcome(whole("gzip", bytes)) == "ClientPayloadError: 400, message='Can not decode content-encoding: gzip'");
}

TEST_CASE("a body in an encoding that nobody knows is handed on as it is") {
    for (const std::string encoding : {"identity", "utf-8", "zstd", "aws-chunked", "gzip, gzip", ""})
        CHECK(outcome(whole(encoding, "as it is")) == "as it is");
}

TEST_CASE("a small body that becomes a large one is unpacked no faster than it is read") {
    const std::string large(30'000'000, 'x');
    run_virtually([&]() -> Coroutine<> {
        co_await beside(says(whole("gzip", packed(large, gzip_frame) + packed("end", gzip_frame)), 1), [&](ClientSession& session, std::string url) -> Coroutine<> {
            const ClientResponse response = co_await session.get(url);
            co_await sleep(1);
            std::string all;
            auto pieces = response.content().iter_any();
            while (auto more = co_await pieces.next()) {
                CHECK(more->size() <= 4 * 64 * 1024);
                all += *more;
            }
            CHECK((all == large + "end"));
        });
    });
}
