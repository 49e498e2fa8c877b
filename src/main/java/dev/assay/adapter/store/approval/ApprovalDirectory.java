package dev.assay.adapter.store.approval;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.file.FreshFile;
import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.SignedApproval;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of approvals: {@code requests}, {@code granted}, {@code refused} by the id of the
 * request, {@code used} by the id of the approval.
 *
 * <p>Directories are 0700, files 0600. What is granted is signed, so a file put here by someone
 * else grants nothing; what is refused or used needs no signature, since it only takes away. Who
 * can delete marks in {@code used} can have an approval used again as long as it is fresh. Any
 * number of processes at once.
 */
public final class ApprovalDirectory {
  /** So many requests may wait; more are not written, so that an agent cannot fill the disk. */
  public static final int MAX_REQUESTS = 256;

  /** Beyond so many files in one directory something else than this program fills it. */
  private static final int MAX_FILES = 16_384;

  private static final String JSON = ".json";

  private final Path requests;
  private final Path granted;
  private final Path refused;
  private final Path used;

  /** Where a request stands. */
  public enum Standing {
    /** Nobody answered it. */
    WAITING("waiting"),
    /** It was approved, and no call used that yet. */
    SIGNED("signed"),
    /** It was refused. */
    REFUSED("refused");

    private final String word;

    Standing(String word) {
      this.word = word;
    }

    /** Gives the word that documents and people use. */
    public String word() {
      return word;
    }
  }

  /** A request and where it stands. */
  public record Filed(ApprovalRequest request, Standing standing) {}

  /** Makes access to the approvals of a state directory; nothing is made before it is needed. */
  public ApprovalDirectory(Path stateDirectory) {
    Path root = stateDirectory.resolve("approvals");
    this.requests = root.resolve("requests");
    this.granted = root.resolve("granted");
    this.refused = root.resolve("refused");
    this.used = root.resolve("used");
  }

  /** Gives the requests, oldest first; files that are none are left out. */
  public List<Filed> requests() throws IOException {
    List<Filed> filed = new ArrayList<>();
    for (Path directory : List.of(requests, refused)) {
      for (Path file : files(directory)) {
        Optional<ApprovalRequest> request = contents(file).flatMap(ApprovalRequest::read);
        if (request.isPresent() && file.equals(named(directory, request.get()))) {
          filed.add(new Filed(request.get(), standing(request.get())));
        }
      }
    }
    filed.sort(Comparator.comparing(f -> f.request().requestedAt()));
    return filed;
  }

  /** Gives a request by its id. */
  public Optional<Filed> request(String id) throws IOException {
    if (!Approval.isId(id)) {
      return Optional.empty();
    }
    for (Path directory : List.of(requests, refused)) {
      Path file = directory.resolve(id + JSON);
      Optional<ApprovalRequest> request = contents(file).flatMap(ApprovalRequest::read);
      if (request.isPresent() && file.equals(named(directory, request.get()))) {
        return Optional.of(new Filed(request.get(), standing(request.get())));
      }
    }
    return Optional.empty();
  }

  private Standing standing(ApprovalRequest request) throws IOException {
    String id = request.subject().requestId();
    if (isRefused(id)) {
      return Standing.REFUSED;
    }
    Optional<SignedApproval> signed = granted(id);
    boolean open = signed.isPresent() && !isUsed(signed.get().approval().id());
    return open ? Standing.SIGNED : Standing.WAITING;
  }

  private static Path named(Path directory, ApprovalRequest request) {
    return directory.resolve(request.subject().requestId() + JSON);
  }

  /** Puts down a request; false when it waits already, and stays. */
  boolean ask(ApprovalRequest request) throws IOException {
    Path file = named(requests, request);
    if (exists(file)) {
      return false;
    }
    if (files(requests).size() >= MAX_REQUESTS) {
      throw new IOException("too many requests wait");
    }
    put(file, request.bytes());
    return true;
  }

  /** Gives what was granted to a request, unverified. */
  Optional<SignedApproval> granted(String requestId) throws IOException {
    return contents(granted.resolve(requestId + JSON)).flatMap(SignedApproval::read);
  }

  boolean isRefused(String requestId) throws IOException {
    return exists(refused.resolve(requestId + JSON));
  }

  boolean isUsed(String approvalId) throws IOException {
    return exists(used.resolve(approvalId));
  }

  /** Puts down that an approval is used; false when it was before. On the disk when it returns. */
  boolean use(String approvalId) throws IOException {
    FreshFile.makeDirectories(used);
    try (FreshFile mark = FreshFile.in(used)) {
      mark.publish(used.resolve(approvalId));
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  /** Takes away a request whose approval was used; that the approval is used is put down before. */
  void settle(String requestId) throws IOException {
    Files.deleteIfExists(requests.resolve(requestId + JSON));
  }

  /** Grants a request: the approval replaces an older one, and a refusal ends. */
  public Optional<Problem> grant(ApprovalRequest request, SignedApproval approval) {
    try {
      put(named(requests, request), request.bytes());
      put(named(granted, request), approval.bytes());
      Files.deleteIfExists(named(refused, request));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unwritable(e));
    }
  }

  /** Refuses a request, and takes back what was granted to it and not used. */
  public Optional<Problem> refuse(ApprovalRequest request) {
    try {
      put(named(refused, request), request.bytes());
      Files.deleteIfExists(named(granted, request));
      Files.deleteIfExists(named(requests, request));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unwritable(e));
    }
  }

  private static Problem unwritable(IOException e) {
    return new Problem(
        "approval.unwritable",
        "the approval cannot be written: " + e.getClass().getSimpleName(),
        Where.NOWHERE,
        "check the state directory and its permissions");
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + JSON)) {
      for (Path entry : entries) {
        files.add(entry);
        if (files.size() > MAX_FILES) {
          throw new IOException("too many files");
        }
      }
    } catch (NoSuchFileException _) {
      return files;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  /** Says whether anything has this name; fails when that cannot be told. */
  private static boolean exists(Path file) throws IOException {
    return attributes(file).isPresent();
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException _) {
      Path directory = file.resolveSibling("");
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
        throw new NotDirectoryException(directory.toString());
      }
      return Optional.empty();
    }
  }

  /** Reads a small file; empty when there is none, or it is no file, or it is too long. */
  private static Optional<byte[]> contents(Path file) throws IOException {
    if (attributes(file).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
      return Optional.empty();
    }
    return switch (BoundedFile.read(file, SignedApproval.MAX_BYTES)) {
      case BoundedFile.Reading.Read(byte[] bytes) -> Optional.of(bytes);
      case BoundedFile.Reading.Refused refused ->
          switch (refused.fault()) {
            case MISSING, DIRECTORY, TOO_LONG -> Optional.empty();
            case UNREADABLE -> throw new IOException(refused.why());
          };
    };
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    Path directory = file.resolveSibling("");
    FreshFile.makeDirectories(directory);
    try (FreshFile fresh = FreshFile.in(directory)) {
      fresh.write(bytes, 0, bytes.length);
      fresh.replace(file);
    }
  }
}
