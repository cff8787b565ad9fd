# shellcheck shell=bash
# Source me: the shell environment of Tetra. Sourcing twice changes nothing more.

export TETRA_HOME="${TETRA_HOME:-${TETRA_DIR:-${HOME:-/root}/tetra}}"
export TETRA_EDITOR="${TETRA_EDITOR:-vi}"

case ":$PATH:" in
  *":$TETRA_HOME/bin:"*) ;;
  *) export PATH="$TETRA_HOME/bin:$PATH" ;;
esac

# Where a file of the project lies: `tetra_path env/dev.env`.
tetra_path() {
  printf '%s/%s\n' "${TETRA_SRC:-$TETRA_HOME}" "$1"
}
