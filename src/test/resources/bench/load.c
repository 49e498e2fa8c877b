/*
 * A closed-loop client: starts a command on one core, shakes hands, keeps a fixed number of calls in flight,
 * checks that each reply answers a call that is open and is a success, and prints one JSON line.
 *
 *   load --core N --inflight C --warmup W --calls M --idle-ms I --realtime 0|1 -- COMMAND [ARGUMENT...]
 *
 * Everything started below inherits the core and the scheduling class. Times are microseconds.
 */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CAPACITY (1 << 20)
#define DEADLINE_MS 60000
#define INITIALIZE_ID 0
#define LIST_ID 1
#define FIRST_ID 2

static int to_server, from_server;
static char in[CAPACITY];
static size_t held;
static size_t consumed;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void fail(const char *what, const char *detail, size_t length) {
  fprintf(stderr, "load: %s %.*s\n", what, (int)(length > 400 ? 400 : length), detail);
  exit(1);
}

static void send_text(const char *text, size_t length) {
  for (size_t at = 0; at < length;) {
    ssize_t n = write(to_server, text + at, length - at);
    if (n <= 0) {
      fail("cannot write:", strerror(errno), 100);
    }
    at += (size_t)n;
  }
}

/* The next line, valid until the next call; its length without the newline. */
static char *next_line(size_t *length) {
  while (1) {
    char *newline = memchr(in + consumed, '\n', held - consumed);
    if (newline != NULL) {
      char *line = in + consumed;
      *length = (size_t)(newline - line);
      consumed += *length + 1;
      return line;
    }
    memmove(in, in + consumed, held - consumed);
    held -= consumed;
    consumed = 0;
    if (held == CAPACITY) {
      fail("line too long", "", 0);
    }
    ssize_t n = read(from_server, in + held, CAPACITY - held);
    if (n <= 0) {
      fail("the command closed its output", "", 0);
    }
    held += (size_t)n;
  }
}

static long id_of(const char *line, size_t length) {
  const char *id = memmem(line, length, "\"id\":", 5);
  return id == NULL ? -1 : strtol(id + 5, NULL, 10);
}

static long reply(void) {
  size_t length;
  char *line = next_line(&length);
  long id = id_of(line, length);
  if (memmem(line, length, "\"result\":", 9) == NULL ||
      memmem(line, length, "\"isError\":true", 14) != NULL) {
    fail("not a success:", line, length);
  }
  return id;
}

static double ask(const char *text, long id) {
  double start = now();
  send_text(text, strlen(text));
  if (reply() != id) {
    fail("wrong id for:", text, strlen(text));
  }
  return now() - start;
}

static size_t call(char *into, size_t capacity, long id) {
  return (size_t)snprintf(
      into, capacity,
      "{\"jsonrpc\":\"2.0\",\"id\":%ld,\"method\":\"tools/call\",\"params\":{\"name\":\"read_file\","
      "\"arguments\":{\"path\":\"/tmp/assay-demo/notes/2026/safe-%06ld.txt\"}}}\n",
      id, id % 1000000);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* Closed loop; latencies of the calls after the warm-up go into the array. */
static double run(long inflight, long warmup, long calls, long first, double *latency) {
  long total = warmup + calls;
  double *sent = calloc((size_t)total, sizeof *sent);
  char *open = calloc((size_t)total, 1);
  char frame[512];
  long started = 0, answered = 0;
  double measured_from = now();
  while (answered < total) {
    while (started < total && started - answered < inflight) {
      size_t length = call(frame, sizeof frame, first + started);
      open[started] = 1;
      sent[started] = now();
      send_text(frame, length);
      started++;
    }
    long index = reply() - first;
    double at = now();
    if (index < 0 || index >= started || !open[index]) {
      fail("a reply nobody waits for", "", 0);
    }
    open[index] = 0;
    if (answered == warmup) {
      measured_from = sent[index];
    }
    if (answered >= warmup) {
      latency[answered - warmup] = at - sent[index];
    }
    answered++;
  }
  free(sent);
  free(open);
  return now() - measured_from;
}

static long status_kib(pid_t pid, const char *key) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "r");
  long value = -1;
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    if (strncmp(line, key, strlen(key)) == 0) {
      value = strtol(line + strlen(key) + 1, NULL, 10);
    }
  }
  if (file != NULL) {
    fclose(file);
  }
  return value;
}

static void sleep_ms(long ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
  nanosleep(&t, NULL);
}

static pid_t start(char **command) {
  int to[2], from[2];
  if (pipe(to) != 0 || pipe(from) != 0) {
    fail("no pipe", "", 0);
  }
  pid_t child = fork();
  if (child == 0) {
    dup2(to[0], 0);
    dup2(from[1], 1);
    close(to[0]);
    close(to[1]);
    close(from[0]);
    close(from[1]);
    execvp(command[0], command);
    fprintf(stderr, "load: cannot run %s\n", command[0]);
    _exit(127);
  }
  close(to[0]);
  close(from[1]);
  to_server = to[1];
  from_server = from[0];
  return child;
}

/* Closes the input and waits, at most ten seconds, for the child of ours to leave; -1 if it had to be killed. */
static int finish(pid_t child) {
  close(to_server);
  for (int i = 0; i < 1000; i++) {
    int status;
    if (waitpid(child, &status, WNOHANG) == child) {
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    sleep_ms(10);
  }
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  return -1;
}

int main(int argc, char **argv) {
  long core = 0, inflight = 1, warmup = 0, calls = 0, idle = 0, realtime = 0;
  int at = 1;
  for (; at + 1 < argc && strcmp(argv[at], "--") != 0; at += 2) {
    long value = strtol(argv[at + 1], NULL, 10);
    if (strcmp(argv[at], "--core") == 0) core = value;
    else if (strcmp(argv[at], "--inflight") == 0) inflight = value;
    else if (strcmp(argv[at], "--warmup") == 0) warmup = value;
    else if (strcmp(argv[at], "--calls") == 0) calls = value;
    else if (strcmp(argv[at], "--idle-ms") == 0) idle = value;
    else if (strcmp(argv[at], "--realtime") == 0) realtime = value;
    else fail("unknown option", argv[at], strlen(argv[at]));
  }
  if (at + 1 >= argc) {
    fail("give a command after --", "", 0);
  }
  signal(SIGPIPE, SIG_IGN);
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET((size_t)core, &one);
  if (sched_setaffinity(0, sizeof one, &one) != 0) {
    fail("cannot use that core", "", 0);
  }
  struct sched_param priority = {.sched_priority = 10};
  if (realtime && sched_setscheduler(0, SCHED_RR, &priority) != 0) {
    fail("no real-time scheduling:", strerror(errno), 100);
  }
  alarm(DEADLINE_MS / 1000 * 2);
  double born = now();
  pid_t child = start(argv + at + 1);
  ask("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
      "\"capabilities\":{},\"clientInfo\":{\"name\":\"load\",\"version\":\"1\"}}}\n",
      INITIALIZE_ID);
  double initialize = now() - born;
  const char *ready = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n";
  send_text(ready, strlen(ready));
  double list = ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}\n", LIST_ID);
  char frame[512];
  call(frame, sizeof frame, FIRST_ID);
  double first = ask(frame, FIRST_ID);
  sleep_ms(idle);
  long rss = status_kib(child, "VmRSS");
  double *latency = calloc((size_t)calls + 1, sizeof *latency);
  double took = run(inflight, warmup, calls, FIRST_ID + 1, latency);
  long busy_rss = status_kib(child, "VmRSS");
  qsort(latency, (size_t)calls, sizeof *latency, ascending);
  int code = finish(child);
  struct rusage used;
  getrusage(RUSAGE_CHILDREN, &used);
  double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  printf("{\"initialize\":%.1f,\"list\":%.1f,\"first\":%.1f,\"rss_kib\":%ld,\"busy_rss_kib\":%ld,"
         "\"p50\":%.2f,\"p95\":%.2f,\"p99\":%.2f,\"max\":%.1f,\"seconds\":%.3f,\"cpu_seconds\":%.3f,"
         "\"exit\":%d}\n",
         initialize, list, first, rss, busy_rss, latency[calls / 2], latency[calls * 95 / 100],
         latency[calls * 99 / 100], calls > 0 ? latency[calls - 1] : 0.0, took / 1e6, cpu, code);
  return 0;
}
