/*
 * A stdio server that costs as little as possible: every line with an id is answered at once.
 * It knows the shape of three methods and answers everything else as a tool call.
 *
 *   echo [--boot-ms N]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CAPACITY (1 << 20)

static char in[CAPACITY];
static char out[4096];

static void write_all(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(1, bytes, length);
    if (written <= 0) {
      exit(1);
    }
    bytes += written;
    length -= (size_t)written;
  }
}

static int has(const char *line, size_t length, const char *text) {
  return memmem(line, length, text, strlen(text)) != NULL;
}

static void answer(const char *line, size_t length) {
  const char *id = memmem(line, length, "\"id\":", 5);
  if (id == NULL) {
    return;
  }
  id += 5;
  size_t digits = 0;
  while (id + digits < line + length && id[digits] != ',' && id[digits] != '}') {
    digits++;
  }
  const char *result = "{\"content\":[{\"type\":\"text\",\"text\":\"safe content\"}]}";
  if (has(line, length, "\"method\":\"initialize\"")) {
    result =
        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
        "\"serverInfo\":{\"name\":\"echo\",\"version\":\"1\"}}";
  } else if (has(line, length, "\"method\":\"tools/list\"")) {
    result =
        "{\"tools\":[{\"name\":\"read_file\",\"description\":\"read a file\",\"inputSchema\":"
        "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}},"
        "\"required\":[\"path\"]}}]}";
  }
  int n = snprintf(out, sizeof out, "{\"jsonrpc\":\"2.0\",\"id\":%.*s,\"result\":%s}\n",
                   (int)digits, id, result);
  write_all(out, (size_t)n);
}

int main(int argc, char **argv) {
  if (argc == 3 && strcmp(argv[1], "--boot-ms") == 0) {
    long ms = strtol(argv[2], NULL, 10);
    struct timespec boot = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&boot, NULL);
  }
  size_t held = 0;
  while (1) {
    ssize_t n = read(0, in + held, CAPACITY - held);
    if (n <= 0) {
      return 0;
    }
    held += (size_t)n;
    char *line = in;
    char *newline;
    while ((newline = memchr(line, '\n', (size_t)(in + held - line))) != NULL) {
      answer(line, (size_t)(newline - line));
      line = newline + 1;
    }
    held = (size_t)(in + held - line);
    memmove(in, line, held);
    if (held == CAPACITY) {
      return 1;
    }
  }
}
