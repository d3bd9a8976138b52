#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <vector>

#include "runtime/asyncio.hpp"
#include "runtime/files/files.hpp"
#include "runtime/trace/log.hpp"

// How fast a file comes in pieces of 64 KiB that are awaited one after the other: by uv_fs_read, which is what
// libuv itself has, and by File::read, recorded and not. All take turns in one run, over the same file, which the
// system has in memory. Prints a table; exit status 1 if File::read is slower than uv_fs_read.
//
//     files_bench [FOLDER]      the file is made there; by default where temporary files go

using namespace asyncio;

namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr std::size_t pieces = 4096;
constexpr int rounds = 9;

/// A file of piece * pieces bytes, as long as it lives.
class BigFile {
public:
    explicit BigFile(const std::string& folder) : path(folder + "/files_bench-XXXXXX") {
        const int fd = mkstemp(path.data());
        const std::string data(piece, 'x');
        for (std::size_t i = 0; i < pieces; ++i)
            if (fd < 0 || write(fd, data.data(), piece) != ssize_t{piece}) throw std::runtime_error("cannot write " + path);
        close(fd);
    }
    ~BigFile() { unlink(path.c_str()); }
    std::string path;
};

/// One uv_fs_read after the other, each begun when the one before is done.
class RawReads {
public:
    std::size_t read(const std::string& path) {
        uv_loop_init(&loop_);
        fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        request_.data = this;
        next();
        uv_run(&loop_, UV_RUN_DEFAULT);
        close(fd_);
        uv_loop_close(&loop_);
        return total_;
    }

private:
    void next() {
        uv_buf_t buffer = uv_buf_init(data_.data(), piece);
        uv_fs_read(&loop_, &request_, fd_, &buffer, 1, -1, [](uv_fs_t* request) {
            auto* self = static_cast<RawReads*>(request->data);
            const auto got = request->result;
            uv_fs_req_cleanup(request);
            if (got <= 0) return;
            self->total_ += static_cast<std::size_t>(got);
            self->next();
        });
    }

    uv_loop_t loop_{};
    uv_fs_t request_{};
    int fd_ = -1;
    std::vector<char> data_ = std::vector<char>(piece);
    std::size_t total_ = 0;
};

Coroutine<std::size_t> read_pieces(std::string path) {
    std::size_t total = 0;
    co_await async_with(files::open(path, "rb"), [&](files::File& f) -> Coroutine<> {
        for (;;) {
            const std::string data = co_await f.read(piece);
            if (data.empty()) break;
            total += data.size();
        }
    });
    co_return total;
}

std::size_t read_ours(const std::string& path, bool recorded) {
    trace::Log log;
    std::size_t total = 0;
    Program program(Clock::real_time, recorded ? &log : nullptr);
    program.run([&] { total = run(read_pieces(path)); });
    return total;
}

struct Reader {
    const char* name;
    std::function<std::size_t(const std::string&)> read;
    std::vector<double> seconds = {};
    double median() {
        std::sort(seconds.begin(), seconds.end());
        return seconds[seconds.size() / 2];
    }
};

void measure(Reader& reader, const std::string& path) {
    const auto start = std::chrono::steady_clock::now();
    if (reader.read(path) != piece * pieces) throw std::runtime_error("read too little");
    reader.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

}  // namespace

int main(int argc, char** argv) {
    BigFile file(argc > 1 ? argv[1] : std::filesystem::temp_directory_path().string());
    std::vector<Reader> readers = {
        {"uv_fs_read", [](const std::string& path) { return RawReads().read(path); }},
        {"File::read", [](const std::string& path) { return read_ours(path, false); }},
        {"File::read, recorded", [](const std::string& path) { return read_ours(path, true); }},
    };
    for (int i = 0; i < rounds; ++i)
        for (Reader& reader : readers) measure(reader, file.path);

    const double raw = readers[0].median();
    fmt::print("{:24} {:>10} {:>10} {:>14}\n", "pieces of 64 KiB", "us each", "MiB/s", "x uv_fs_read");
    for (Reader& reader : readers) {
        const double each = reader.median() / pieces;
        fmt::print("{:24} {:10.2f} {:10.0f} {:14.2f}\n", reader.name, each * 1e6, piece / each / 1048576, raw / reader.median());
    }
    return readers[1].median() <= raw ? 0 : 1;
}
