package dev.assay.adapter.objects;

import dev.assay.app.offline.store.StoreCode;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What is said when a bucket says no. Messages of the library and of servers are not repeated, for
 * they may hold anything; a server's error code is, when it is a plain word.
 */
final class S3Faults {
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

  private S3Faults() {}

  /** Tells whether a conditional write was refused because the key is taken. */
  static boolean isTaken(S3Exception e) {
    // 304 is what some servers say to a conditional completion
    return e.statusCode() == 412 || e.statusCode() == 304;
  }

  /** Tells whether another writer of the same key is at work. */
  static boolean isRace(S3Exception e) {
    return e.statusCode() == 409;
  }

  /** Tells whether the server does not know what was asked. */
  static boolean isUnknownThere(S3Exception e) {
    return e.statusCode() == 501 || code(e).equals("NotImplemented");
  }

  /** Tells whether an object, an upload or a setting is not there; a bucket is another matter. */
  static boolean isAbsent(S3Exception e) {
    return e.statusCode() == 404 && !code(e).equals("NoSuchBucket");
  }

  /** Gives the server's word for what is wrong, or nothing. */
  static String code(S3Exception e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return code != null && WORD.matcher(code).matches() ? code : "";
  }

  /** Says what happened to a key. */
  static Problem of(String key, SdkException failure) {
    return failure instanceof S3Exception answer ? answered(key, answer) : unanswered(key, failure);
  }

  private static Problem answered(String key, S3Exception e) {
    String code = code(e);
    String said = e.statusCode() + (code.isEmpty() ? "" : " " + code);
    if (code.equals("NoSuchBucket")) {
      return StoreCode.MISSING.at(key, "there is no such bucket", "check the address");
    }
    return switch (e.statusCode()) {
      case 401, 403 ->
          StoreCode.ACCESS_DENIED.at(
              key,
              "the store refuses the access (" + said + ")",
              "check credentials, bucket policy and the clock of this machine");
      case 301, 307, 308 ->
          StoreCode.CONFIG.at(
              key, "the bucket is in another region (" + said + ")", "set `region`");
      case 429, 500, 502, 503, 504 ->
          StoreCode.UNREACHABLE.at(
              key,
              "the store answers with errors (" + said + ") after every retry",
              "try again later; a push goes on where it stopped");
      default -> StoreCode.FAILED.at(key, "the store answers " + said);
    };
  }

  private static Problem unanswered(String key, SdkException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("credentials")) {
      return StoreCode.CREDENTIALS.at(
          key,
          "there are no usable credentials",
          "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
    }
    if (message.contains("region")) {
      return StoreCode.CONFIG.at(
          key, "the region is not known", "set `region` or ASSAY_STORE_REGION");
    }
    IOException disk = disk(failure);
    return disk == null
        ? StoreCode.UNREACHABLE.at(
            key,
            "the store cannot be reached, or the connection broke",
            "check address and network; a push goes on where it stopped")
        : DiskFaults.local(key, disk);
  }

  /** Finds the failure of a local file among the causes. */
  private static @Nullable IOException disk(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof java.nio.file.FileSystemException file) {
        return file;
      }
    }
    return null;
  }
}
