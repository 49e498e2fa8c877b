package dev.assay.adapter.objects;

import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.StoreSettings;
import dev.assay.core.problem.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens stores. */
public final class ObjectStores {
  /** A host that does not answer in this time is not there. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A server that says nothing for so long has stopped. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** How often a request is tried; with the waits below a dead server costs seconds. */
  private static final int ATTEMPTS = 4;

  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private ObjectStores() {}

  /** What became of a store to be opened. */
  public sealed interface Opening {
    /** It can be used; the caller closes it. */
    record Opened(ObjectStore store) implements Opening {}

    /** Its settings, or the client library's own, make no sense. */
    record Refused(Problem problem) implements Opening {}
  }

  /** Opens a store. Nothing is sent to it before it is used. */
  public static Opening open(StoreSettings settings) {
    return switch (settings.place()) {
      case StoreSettings.Place.Directory(String path) ->
          new Opening.Opened(new DirectoryObjects(Path.of(path)));
      case StoreSettings.Place.Bucket bucket -> bucket(bucket, settings.connection());
    };
  }

  private static Opening bucket(
      StoreSettings.Place.Bucket bucket, StoreSettings.Connection connection) {
    try {
      return new Opening.Opened(new S3Objects(bucket, client(connection)));
    } catch (SdkException e) {
      return new Opening.Refused(S3Faults.of(bucket.url(), e));
    }
  }

  private static S3Client client(StoreSettings.Connection connection) {
    S3ClientBuilder builder =
        S3Client.builder()
            .forcePathStyle(connection.pathStyle())
            // every body of ours carries its SHA-256; other sums would only stop older servers
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(
                o ->
                    o.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .backoffStrategy(
                                BackoffStrategy.exponentialDelay(FIRST_WAIT, LONGEST_WAIT))
                            .throttlingBackoffStrategy(
                                BackoffStrategy.exponentialDelay(FIRST_WAIT, LONGEST_WAIT))
                            .build()));
    String region = connection.region();
    if (region != null) {
      builder.region(Region.of(region));
    } else if (connection.endpoint() != null) {
      builder.region(Region.US_EAST_1); // what servers other than the vendor's take
    }
    String endpoint = connection.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder.build();
  }
}
