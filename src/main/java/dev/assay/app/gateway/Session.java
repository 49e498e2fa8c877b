package dev.assay.app.gateway;

import dev.assay.app.approval.HeldCalls;
import dev.assay.app.gateway.listing.OwnListing;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.MessageScanner;
import dev.assay.core.policy.message.ServerRequest;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.policy.session.SessionPlan;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of one conversation between an agent and an upstream.
 *
 * <p>Shared by the two directions of a transport. Each scanner belongs to its direction; the tables
 * and counters are thread-safe.
 */
public final class Session {
  /** It is repeated in every answer of ours to a modern agent. */
  private static final int MAX_SERVER_INFO_CHARS = 4_096;

  final MessageScanner agentScanner = new MessageScanner();
  final MessageScanner upstreamScanner = new MessageScanner();
  final OpenRequests agentRequests = new OpenRequests();
  final OpenRequests upstreamRequests = new OpenRequests();

  /**
   * Calls that wait for an approval. Its monitor is held while messages of the agent are judged.
   */
  final HeldCalls<HeldSteps.HeldCall> held = new HeldCalls<>();

  final ToolBindings tools;
  final OwnListing ownListing = new OwnListing();
  final Counters counters = new Counters();

  /**
   * The upstream's own name and version once it told them, for answers of ours in its place.
   * Written by one thread, read by another.
   */
  volatile Json.Obj serverInfo;

  /** What the agent said it answers. Written by its side, read by the upstream's. */
  volatile Set<ServerRequest> announced = EnumSet.noneOf(ServerRequest.class);

  /** Made when a policy first asks for it; guarded by this. */
  private @Nullable SessionLedger ledger;

  /** Set by the thread that ends the session, read by the agent's side. */
  private volatile boolean closing;

  /** Begins a conversation with an upstream whose tools are held against nothing. */
  public Session(String label, String gatewayVersion) {
    this(label, gatewayVersion, ToolApprovals.none());
  }

  /** Begins a conversation with an upstream whose tools are held against what was approved. */
  public Session(String label, String gatewayVersion, ToolApprovals approvals) {
    this.tools = new ToolBindings(label, approvals);
    this.serverInfo = Json.object().put("name", "assay").put("version", gatewayVersion).build();
  }

  /**
   * Gives what this session did so far, as far as a policy asks; always for the plan of the one
   * policy that governs it.
   */
  synchronized SessionLedger ledger(SessionPlan plan) {
    SessionLedger mine = ledger;
    if (mine == null) {
      mine = new SessionLedger(plan);
      ledger = mine;
    }
    return mine;
  }

  /** Gives how many requests of the agent wait for an answer of the upstream. */
  public int openRequests() {
    return agentRequests.count();
  }

  /** Keeps the upstream's own name and version, unless it is longer than such a thing is. */
  void remember(Json.Obj info) {
    if (JsonText.compact(info).length() <= MAX_SERVER_INFO_CHARS) {
      serverInfo = info;
    }
  }

  /**
   * Takes no further requests: what is open may finish, what comes is answered that the session
   * ends.
   */
  public void close() {
    closing = true;
    ownListing.close();
  }

  /** Notes that nothing more comes from the upstream, so that nobody waits for it. */
  public void upstreamEnded() {
    ownListing.close();
  }

  boolean isClosing() {
    return closing;
  }

  /** Gives the counters; live. */
  public Counters counters() {
    return counters;
  }

  /** What happened so far. Counts only, for the summary; the evidence is elsewhere. */
  public static final class Counters {
    final AtomicLong requests = new AtomicLong();

    /** Tool calls that count against the total: all but those denied for who the tool is. */
    final AtomicLong spentCalls = new AtomicLong();

    final AtomicLong allowed = new AtomicLong();
    final AtomicLong denied = new AtomicLong();
    final AtomicLong wouldDeny = new AtomicLong();
    final AtomicLong deniedInDryRun = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
    final AtomicLong noise = new AtomicLong();
    final AtomicLong strippedMembers = new AtomicLong();

    private Counters() {}

    /** Requests of the agent, tool calls included. */
    public long requests() {
      return requests.get();
    }

    /** Denials of the policy that a dry run had to enforce; they are among those denied. */
    public long deniedInDryRun() {
      return deniedInDryRun.get();
    }

    /** Calls forwarded because policy allows them. */
    public long allowed() {
      return allowed.get();
    }

    /** Calls not forwarded. */
    public long denied() {
      return denied.get();
    }

    /** Calls forwarded in a dry run although policy denies them. */
    public long wouldDeny() {
      return wouldDeny.get();
    }

    /** Messages refused unread or unasked. */
    public long refused() {
      return refused.get();
    }

    /**
     * Progress and cancellations of the upstream that no open request expects: dropped in silence,
     * and the only messages dropped without a record.
     */
    public long dropped() {
      return dropped.get();
    }

    /** Lines of the upstream's standard output that were no messages. */
    public long noise() {
      return noise.get();
    }

    /** Unknown top-level members taken out of the upstream's messages. */
    public long strippedMembers() {
      return strippedMembers.get();
    }
  }
}
