#pragma once

namespace asyncio {

/// Where a reader's bytes come from: it can be told to hold back. Python: what StreamReader asks of its transport
class ReadFlow {
public:
    virtual void pause_reading() = 0;
    virtual void resume_reading() = 0;

protected:
    ~ReadFlow() = default;
};

}  // namespace asyncio
