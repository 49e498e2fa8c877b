package dev.assay.core.coverage;

import java.util.List;
import java.util.Optional;

/**
 * The ways of observing that are known, with what each does not see. None is complete, so no claim
 * of absence rests on any of them. Source: {@code trust-basis.md} 10.3.
 */
final class CoverageSeeds {
  private static final String URING = "network work submitted through io_uring";

  private static final CoverageDescriptor OPENS =
      seed(
          Dimension.FILESYSTEM,
          "tracing of open, openat and openat2",
          List.of("paths handed to open calls"),
          List.of("file work submitted through io_uring", "writes through mmap"),
          "open_syscall_only");

  private static final CoverageDescriptor EXECS =
      seed(
          Dimension.PROCESS,
          "tracing of exec",
          List.of("programs started with exec"),
          List.of("children of fork and clone that start no program"),
          "exec_only");

  private CoverageSeeds() {}

  private static CoverageDescriptor seed(
      Dimension dimension,
      String method,
      List<String> observes,
      List<String> blindSpots,
      String completeness) {
    return new CoverageDescriptor(
        CoverageDescriptor.SCHEMA,
        dimension.wire(),
        method,
        observes,
        Optional.of(blindSpots),
        completeness);
  }

  /** Gives the descriptor that a capture rests on, as far as its health names one. */
  static Optional<CoverageDescriptor> of(Dimension dimension, String networkCoverage) {
    return switch (dimension) {
      case FILESYSTEM -> Optional.of(OPENS);
      case NETWORK -> network(networkCoverage);
      case PROCESS -> Optional.of(EXECS);
    };
  }

  /** Gives the descriptor of a network coverage; none for what is unknown or absent. */
  static Optional<CoverageDescriptor> network(String coverage) {
    List<String> connects = List.of("peers handed to connect");
    List<String> datagrams = List.of("peers handed to sendto and sendmsg");
    return switch (coverage) {
      case "connect_only" ->
          Optional.of(
              seed(
                  Dimension.NETWORK,
                  "tracing of connect",
                  connects,
                  List.of("peers of datagrams and QUIC that change after connect", URING),
                  coverage));
      case "datagram_peer_observed" ->
          Optional.of(
              seed(
                  Dimension.NETWORK,
                  "tracing of sendto and sendmsg",
                  datagrams,
                  List.of("sends without an address on connected sockets", URING),
                  coverage));
      case "connect_and_datagram_peer_observed" ->
          Optional.of(
              seed(
                  Dimension.NETWORK,
                  "tracing of connect, sendto and sendmsg",
                  List.of(connects.getFirst(), datagrams.getFirst()),
                  List.of(URING),
                  coverage));
      default -> Optional.empty();
    };
  }

  /** Gives what two captures both observed; both must name it. */
  static String common(String one, String other) {
    if (one.equals(other)) {
      return one;
    }
    String both = "connect_and_datagram_peer_observed";
    if (one.equals(both)) {
      return other;
    }
    return other.equals(both) ? one : "absent";
  }
}
