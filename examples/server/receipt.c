/*
 * A web shop's receipts, as a plugin: what examples/Server.java runs, in an instance of its own for every request.
 *
 * Reads a query such as "item=apple&count=3&item=green%20tea", asks the host for prices, and writes JSON:
 *
 *     {"lines":[{"item":"apple","count":3,"sum":360},{"item":"green tea","count":1,"sum":499}],"total":859}
 *
 * What is wrong with a query is a response with status 400 and a message. Uses no library: the instance ends with the
 * request, so there is nothing to free and nothing to reset.
 */

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

/* The price of an article in cents, or -1 if there is none of that name. */
IMPORT("shop", "price") long long shop_price(const char *name, int length);

/* Copies at most as many bytes of the request's query as there is room for; returns how many it has. */
IMPORT("request", "query") int request_query(char *buffer, int capacity);

IMPORT("response", "status") void response_status(int status);
IMPORT("response", "write") void response_write(const char *bytes, int length);

enum { QUERY_MAX = 4096, LINES_MAX = 64, COUNT_MAX = 1000000 };

typedef struct {
    char *bytes;
    int length;
} text;

typedef struct {
    text item;
    int count;
    long long price;
} line;

static char query[QUERY_MAX];
static line lines[LINES_MAX];
static int line_count;

/* --- Output: collected, and given to the host in large pieces. -------------------------------------------------- */

static char output[1024];
static int output_length;

static void flush(void) {
    response_write(output, output_length);
    output_length = 0;
}

static void put(char byte) {
    if (output_length == sizeof output) {
        flush();
    }
    output[output_length++] = byte;
}

static void put_all(const char *string) {
    while (*string) {
        put(*string++);
    }
}

static void put_number(long long number) {
    char digits[20];
    int count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    while (count) {
        put(digits[--count]);
    }
}

/* A string of JSON; bytes of UTF-8 stay as they are. */
static void put_string(text string) {
    put('"');
    for (int i = 0; i < string.length; i++) {
        unsigned char byte = (unsigned char)string.bytes[i];
        if (byte == '"' || byte == '\\') {
            put('\\');
            put((char)byte);
        } else if (byte < 0x20) {
            put_all("\\u00");
            put("0123456789abcdef"[byte >> 4]);
            put("0123456789abcdef"[byte & 15]);
        } else {
            put((char)byte);
        }
    }
    put('"');
}

static void fail(const char *message, text what) {
    response_status(400);
    put_all("{\"error\":\"");
    put_all(message);
    put('"');
    if (what.length) {
        put_all(",\"in\":");
        put_string(what);
    }
    put('}');
    flush();
}

/* --- Input ------------------------------------------------------------------------------------------------------ */

static int is(text string, const char *constant) {
    int i = 0;
    while (i < string.length && constant[i] && string.bytes[i] == constant[i]) {
        i++;
    }
    return i == string.length && !constant[i];
}

static int hex(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    digit |= 0x20;
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* Decodes "%41" and "+" in place. */
static int decode(text *string) {
    int length = 0;
    for (int i = 0; i < string->length; i++) {
        char byte = string->bytes[i];
        if (byte == '+') {
            byte = ' ';
        } else if (byte == '%') {
            if (i + 2 >= string->length) {
                return 0;
            }
            int high = hex(string->bytes[i + 1]);
            int low = hex(string->bytes[i + 2]);
            if (high < 0 || low < 0) {
                return 0;
            }
            byte = (char)(high << 4 | low);
            i += 2;
        }
        string->bytes[length++] = byte;
    }
    string->length = length;
    return 1;
}

/* A count from 1 to COUNT_MAX, or 0. */
static int parse_count(text string) {
    int count = 0;
    for (int i = 0; i < string.length; i++) {
        char digit = string.bytes[i];
        if (digit < '0' || digit > '9' || (count = count * 10 + digit - '0') > COUNT_MAX) {
            return 0;
        }
    }
    return count;
}

/* Handles one "name=value". Returns 0 if it was not fine and the response says so. */
static int parameter(text name, text value) {
    if (!decode(&value)) {
        fail("malformed escape", value);
    } else if (is(name, "item")) {
        if (line_count == LINES_MAX) {
            fail("too many items", (text){0});
            return 0;
        }
        long long price = shop_price(value.bytes, value.length);
        if (price < 0) {
            fail("no such item", value);
            return 0;
        }
        lines[line_count++] = (line){value, 1, price};
        return 1;
    } else if (is(name, "count")) {
        int count = parse_count(value);
        if (!count || !line_count) {
            fail(count ? "a count without an item" : "not a count", value);
            return 0;
        }
        lines[line_count - 1].count = count;
        return 1;
    } else {
        fail("unknown parameter", name);
    }
    return 0;
}

static int parse(int length) {
    int start = 0;
    while (start < length) {
        int end = start;
        int equals = -1;
        while (end < length && query[end] != '&') {
            if (query[end] == '=' && equals < 0) {
                equals = end;
            }
            end++;
        }
        if (equals < 0) {
            equals = end;
        }
        int value = equals < end ? equals + 1 : end;
        if (!parameter((text){query + start, equals - start}, (text){query + value, end - value})) {
            return 0;
        }
        start = end + 1;
    }
    return 1;
}

EXPORT("handle") void handle(void) {
    int length = request_query(query, QUERY_MAX);
    if (length > QUERY_MAX) {
        fail("the query is too long", (text){0});
        return;
    }
    if (!parse(length)) {
        return;
    }
    long long total = 0;
    put_all("{\"lines\":[");
    for (int i = 0; i < line_count; i++) {
        long long sum = lines[i].count * lines[i].price;
        total += sum;
        put_all(i ? ",{\"item\":" : "{\"item\":");
        put_string(lines[i].item);
        put_all(",\"count\":");
        put_number(lines[i].count);
        put_all(",\"sum\":");
        put_number(sum);
        put('}');
    }
    put_all("],\"total\":");
    put_number(total);
    put('}');
    flush();
}
