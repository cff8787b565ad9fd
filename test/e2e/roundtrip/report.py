# Writes down what this process was started with, under the name of its unit: a line per fact, in hexadecimal.
# Without imports, so that thousands of them start quickly.
import posix


def read(name):
    with open(f"/proc/self/{name}", "rb") as file:
        return file.read()


unit = read("cgroup").split(b"\n")[0].split(b"/")[-1].decode()
facts = {
    "argv": read("cmdline"),
    "environment": read("environ"),
    "cwd": posix.getcwdb(),
    "status": read("status"),
    "limits": read("limits"),
    "nice": str(posix.getpriority(posix.PRIO_PROCESS, 0)).encode(),
}
with open(f"/var/reports/{unit}", "w") as file:
    for name, value in facts.items():
        file.write(f"{name} {value.hex()}\n")
