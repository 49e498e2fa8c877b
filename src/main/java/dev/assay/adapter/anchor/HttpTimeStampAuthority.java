package dev.assay.adapter.anchor;

import dev.assay.app.offline.anchor.Anchor;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.crypto.timestamp.TimeStamp;
import dev.assay.core.crypto.timestamp.TimeStampQuery;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A time-stamp authority over HTTP (RFC 3161, 3.4). It is sent a digest and a nonce and nothing
 * else; redirects are not followed; the answer is bounded in size and time and must answer the
 * request. Whether the authority is trusted is asked elsewhere.
 */
public final class HttpTimeStampAuthority implements Anchor {
  /** A granted response is 5 to 10 KiB. */
  private static final int MAX_RESPONSE_BYTES = 64 * 1024;

  private static final int NONCE_BYTES = 8;
  private static final String RESPONSE_TYPE = "application/timestamp-reply";

  private final URI address;
  private final @Nullable String policy;
  private final Duration patience;

  /** Makes one; the whole exchange may take as long as {@code patience}. */
  public HttpTimeStampAuthority(URI address, @Nullable String policy, Duration patience) {
    this.address = address;
    this.policy = policy;
    this.patience = patience;
  }

  /** Gives the address in a text; empty unless it is http or https with a host and no user. */
  public static Optional<URI> address(String text) {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
      return web && address.getHost() != null && address.getUserInfo() == null
          ? Optional.of(address)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Gives unpredictable bytes for a request. */
  public static byte[] nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return nonce;
  }

  /** Asks for one stamp after the other; the first that is not had ends it. */
  @Override
  public Anchoring anchor(List<AnchorSubject> subjects) {
    List<Receipt> receipts = new ArrayList<>();
    for (AnchorSubject subject : subjects) {
      switch (stamp(subject.archiveDigest())) {
        case Anchoring.Anchored(List<Receipt> stamped) -> receipts.addAll(stamped);
        case Anchoring.Refused refused -> {
          return refused;
        }
        case Anchoring.Unavailable unavailable -> {
          return unavailable;
        }
      }
    }
    return new Anchoring.Anchored(receipts);
  }

  /** Asks for one stamp on any SHA-256 digest, such as one over a signature. */
  public Anchoring stamp(byte[] digest) {
    return switch (TimeStampQuery.make(digest, nonce(), policy)) {
      case TimeStampQuery.Reading.Refused(AnchorRefusal refusal) -> refused(refusal);
      case TimeStampQuery.Reading.Read(TimeStampQuery query) -> ask(query);
    };
  }

  private Anchoring refused(AnchorRefusal refusal) {
    return new Anchoring.Refused(refusal.problem(address.toString()));
  }

  private Anchoring ask(TimeStampQuery query) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build()) {
      CompletableFuture<HttpResponse<byte[]>> sending =
          client.sendAsync(
              request(query),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), MAX_RESPONSE_BYTES));
      try {
        return answer(sending.get(patience.toMillis(), TimeUnit.MILLISECONDS), query);
      } catch (TimeoutException _) {
        return unavailable("it did not answer within " + patience.toSeconds() + " seconds");
      } catch (ExecutionException e) {
        String why = e.getCause() == null ? null : e.getCause().getMessage();
        return unavailable(why == null ? "the exchange failed" : "the exchange failed: " + why);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return unavailable("the exchange was interrupted");
      } finally {
        client.shutdownNow();
      }
    }
  }

  private HttpRequest request(TimeStampQuery query) {
    return HttpRequest.newBuilder(address)
        .timeout(patience)
        .header("Content-Type", "application/timestamp-query")
        .header("Accept", RESPONSE_TYPE)
        .POST(HttpRequest.BodyPublishers.ofByteArray(query.bytes()))
        .build();
  }

  private Anchoring answer(HttpResponse<byte[]> response, TimeStampQuery query) {
    if (response.statusCode() != 200) {
      return unavailable("it answered with HTTP status " + response.statusCode());
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(RESPONSE_TYPE)) {
      return unavailable("it did not answer with " + RESPONSE_TYPE);
    }
    return switch (TimeStamp.read(response.body())) {
      case TimeStamp.Reading.Refused(AnchorRefusal refusal) -> refused(refusal);
      case TimeStamp.Reading.Read(TimeStamp stamp) -> {
        AnchorRefusal refusal = stamp.objection(query);
        yield refusal == null
            ? new Anchoring.Anchored(List.of(new Receipt(response.body(), true)))
            : refused(refusal);
      }
    };
  }

  private Anchoring unavailable(String why) {
    return new Anchoring.Unavailable(
        Problem.of(
            "anchor.unavailable", "no time stamp from `" + address + "`: " + why, Where.NOWHERE));
  }
}
