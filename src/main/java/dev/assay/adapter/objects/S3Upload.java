package dev.assay.adapter.objects;

import dev.assay.app.offline.store.ObjectStore.Creation;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.Retention.Hold;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.app.offline.store.StoreContent;
import dev.assay.core.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * One object in parts. An unfinished upload of the same key is taken up: parts whose size and
 * digest are ours are not sent again. Only one part's stretch of the file is read at a time, and
 * nothing of it is held.
 */
final class S3Upload {
  /** Smaller objects go in one request. */
  static final long THRESHOLD = 16L << 20;

  /** Servers take parts from 5 MiB on; 8 MiB is sent again quickly. */
  private static final long PART_BYTES = 8L << 20;

  /** Servers take 10 000 parts. */
  private static final long MAX_PARTS = 9_000;

  private static final int PIECE_BYTES = 64 * 1024;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final StoreContent content;
  private final @Nullable Hold hold;
  private final long partBytes;

  S3Upload(S3Client client, String bucket, String key, StoreContent content, @Nullable Hold hold) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.content = content;
    this.hold = hold;
    this.partBytes = Math.max(PART_BYTES, content.bytes() / MAX_PARTS + 1);
  }

  /** Digests of one stretch of the file. */
  private record Stretch(String sha256, String md5) {}

  /** Uploads what is missing and completes. Failures of the server are thrown. */
  Creation upload() {
    if (exists()) {
      return new Creation.Exists(); // completing would say so too, after all parts
    }
    try {
      return once(unfinished());
    } catch (S3Exception e) {
      if (!S3Faults.isAbsent(e)) {
        throw e;
      }
      // somebody completed or aborted the upload, or our own completion was not answered
      return exists() ? new Creation.Exists() : once(Optional.empty());
    }
  }

  private Creation once(Optional<String> unfinished) {
    try {
      return unfinished.isPresent()
          ? send(unfinished.get(), parts(unfinished.get()))
          : send(begin(), new HashMap<>());
    } catch (IOException e) {
      return new Creation.Failed(DiskFaults.local(key, e));
    }
  }

  private boolean exists() {
    try {
      client.headObject(r -> r.bucket(bucket).key(key));
      return true;
    } catch (S3Exception e) {
      if (S3Faults.isAbsent(e)) {
        return false;
      }
      throw e;
    }
  }

  private Optional<String> unfinished() {
    return client
        .listMultipartUploadsPaginator(r -> r.bucket(bucket).prefix(key))
        .uploads()
        .stream()
        .filter(u -> u.key().equals(key))
        .max(Comparator.comparing(MultipartUpload::initiated))
        .map(MultipartUpload::uploadId);
  }

  private Map<Integer, Part> parts(String upload) {
    Map<Integer, Part> parts = new HashMap<>();
    client
        .listPartsPaginator(r -> r.bucket(bucket).key(key).uploadId(upload))
        .parts()
        .forEach(part -> parts.put(part.partNumber(), part));
    return parts;
  }

  private String begin() {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .checksumAlgorithm(ChecksumAlgorithm.SHA256);
    if (hold != null) {
      request
          .objectLockMode(hold.mode() == Retention.Mode.COMPLIANCE ? "COMPLIANCE" : "GOVERNANCE")
          .objectLockRetainUntilDate(hold.until());
    }
    return client.createMultipartUpload(request.build()).uploadId();
  }

  private Creation send(String upload, Map<Integer, Part> present) throws IOException {
    List<CompletedPart> completed = new ArrayList<>();
    MessageDigest whole = Sha256.hasher();
    boolean confirmed = true;
    int number = 0;
    try (InputStream in = content.open()) {
      for (long at = 0; at < content.bytes(); at += partBytes) {
        number++;
        long length = Math.min(partBytes, content.bytes() - at);
        Stretch stretch = digests(in, length, whole);
        Part part = present.get(number);
        if (part == null || !isOurs(part, length, stretch)) {
          UploadPartResponse sent = part(upload, number, at, length, stretch);
          confirmed &= stretch.sha256.equals(sent.checksumSHA256());
          completed.add(completed(number, sent.eTag(), stretch));
        } else {
          confirmed &= stretch.sha256.equals(part.checksumSHA256());
          completed.add(completed(number, part.eTag(), stretch));
        }
      }
      if (in.read() >= 0 || !HexFormat.of().formatHex(whole.digest()).equals(content.sha256())) {
        client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(upload));
        return new Creation.Failed(
            StoreCode.LOCAL.at(key, "the file changed while it was read; push it again"));
      }
    }
    complete(upload, completed);
    return new Creation.Created(confirmed);
  }

  private static CompletedPart completed(int number, String tag, Stretch stretch) {
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(tag)
        .checksumSHA256(stretch.sha256)
        .build();
  }

  /** Hashes the next stretch of the file, so that what is compared and what is sent agree. */
  private static Stretch digests(InputStream in, long length, MessageDigest whole)
      throws IOException {
    MessageDigest sha256 = Sha256.hasher();
    MessageDigest md5 = md5();
    byte[] piece = new byte[PIECE_BYTES];
    long left = length;
    while (left > 0) {
      int n = in.read(piece, 0, (int) Math.min(piece.length, left));
      if (n < 0) {
        break; // shorter than announced: the digest of the whole will tell
      }
      sha256.update(piece, 0, n);
      md5.update(piece, 0, n);
      whole.update(piece, 0, n);
      left -= n;
    }
    return new Stretch(
        Base64.getEncoder().encodeToString(sha256.digest()),
        HexFormat.of().formatHex(md5.digest()));
  }

  /** A part's tag is its MD5 on most servers; it only saves sending, SHA-256 decides at the end. */
  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static boolean isOurs(Part part, long length, Stretch stretch) {
    String digest = part.checksumSHA256();
    String tag = String.valueOf(part.eTag()).replace("\"", "");
    boolean same = digest == null ? tag.equals(stretch.md5) : digest.equals(stretch.sha256);
    return same && part.size() != null && part.size() == length;
  }

  private UploadPartResponse part(
      String upload, int number, long at, long length, Stretch stretch) {
    UploadPartRequest request =
        UploadPartRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(upload)
            .partNumber(number)
            .contentLength(length)
            .checksumSHA256(stretch.sha256)
            .build();
    return client.uploadPart(request, S3Body.of(content, at, length));
  }

  private void complete(String upload, List<CompletedPart> parts) {
    CompleteMultipartUploadRequest request =
        CompleteMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(upload)
            .ifNoneMatch("*")
            .multipartUpload(m -> m.parts(parts))
            .build();
    client.completeMultipartUpload(request);
  }
}
