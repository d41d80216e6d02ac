"""A Slurm cluster on this machine alone, of processes: munge, one controller, workers of one processor each. Needs root, as slurmd does."""
import os, shutil, socket, subprocess, tempfile, time

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scancel", "scontrol", "squeue")
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"

def missing():
    """Why there can be no cluster here, or None."""
    for p in PROGRAMS:
        if not shutil.which(p, path=PATH): return f"Slurm is not installed ({p}): apt-get install slurm-wlm munge"
    if os.geteuid() != 0: return "a Slurm cluster of processes needs root"
    return None

def free_ports(n):
    taken = [socket.socket() for _ in range(n)]
    for s in taken: s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in taken]
    for s in taken: s.close()
    return ports

class Cluster:
    def __init__(self, workers=2):
        self.folder, self.started = tempfile.mkdtemp(prefix="khaldun-slurm-"), []
        os.chmod(self.folder, 0o755)
        at = lambda name: os.path.join(self.folder, name)
        ports, host = free_ports(workers + 1), socket.gethostname().split(".")[0]
        for name in ("munge", "state", "log", *[f"spool-w{k + 1}" for k in range(workers)]): os.mkdir(at(name), 0o755)
        with open(at("munge/key"), "wb") as f: f.write(os.urandom(128))
        os.chmod(at("munge/key"), 0o600)
        nodes = "".join(f"NodeName=w{k + 1} NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[k + 1]} CPUs=1 RealMemory=2000 State=UNKNOWN\n" for k in range(workers))
        with open(at("slurm.conf"), "w") as f:   # cred_expire is also how long a requeued task waits
            f.write(f"""ClusterName=khaldun
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={at("munge/socket")},cred_expire=5
CredType=cred/munge
StateSaveLocation={at("state")}
SlurmdSpoolDir={at("spool-%n")}
SlurmctldPidFile={at("slurmctld.pid")}
SlurmdPidFile={at("slurmd-%n.pid")}
SlurmctldLogFile={at("log/slurmctld")}
SlurmdLogFile={at("log/slurmd-%n")}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
JobRequeue=1
ReturnToService=2
KillWait=2
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0
MaxArraySize=10001
{nodes}PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
""")
        self.env = os.environ | {"PATH": PATH, "SLURM_CONF": at("slurm.conf")}
        try:
            self.start("munged", "--foreground", "--force", "--key-file", at("munge/key"), "--socket", at("munge/socket"), "--pid-file", at("munge/pid"), "--log-file", at("munge/log"), "--seed-file", at("munge/seed"))
            self.until(lambda: os.path.exists(at("munge/socket")), "munge")
            self.start("slurmctld", "-D", "-f", at("slurm.conf"))
            for k in range(workers): self.start("slurmd", "-D", "-N", f"w{k + 1}", "-f", at("slurm.conf"))
            self.until(lambda: self.say("sinfo", "-h", "-N", "-o", "%T").split() == ["idle"] * workers, "idle workers")
        except BaseException:
            self.stop()
            raise

    def start(self, *command): self.started.append(subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def until(self, ready, what, seconds=60):
        end = time.time() + seconds
        while not ready():
            if time.time() > end: raise RuntimeError(f"no {what} within {seconds} s; see {self.logs()}")
            time.sleep(0.1)

    def logs(self):
        out = []
        for name in sorted(os.listdir(os.path.join(self.folder, "log"))):
            with open(os.path.join(self.folder, "log", name), errors="replace") as f: out += [f"{name}: {l.rstrip()}" for l in f.readlines()[-5:]]
        return " | ".join(out)

    def say(self, *command):
        p = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=60)
        return p.stdout

    def jobs(self):
        """State of every task that is not over: {"7_3": "RUNNING"}; waiting ones of an array each by themselves."""
        return dict(l.split()[:2] for l in self.say("squeue", "-h", "-r", "-o", "%i %T").splitlines())

    def stop(self):
        if os.path.exists(os.path.join(self.folder, "slurmctld.pid")):   # no task outlives its cluster
            self.say("scancel", "--signal=KILL", "--user=root")
            end = time.time() + 15
            while self.jobs() and time.time() < end: self.say("scancel", "--user=root"); time.sleep(0.3)
        for p in reversed(self.started):
            p.terminate()
            try: p.wait(15)
            except subprocess.TimeoutExpired: p.kill(); p.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self): return self
    def __exit__(self, *_): self.stop()
