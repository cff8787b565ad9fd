# bash completion of tsm. Load it with: source <(tsm completion bash)
_tsm() {
    local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} words=() found=() current cut entry value
    # Not COMP_WORDS: bash breaks words at @, = and : there.
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    current=${words[${#words[@]} - 1]}
    # readline replaces only what is behind the last break of the word; an @ it takes along, since it may be a host name.
    cut=${current%"${current##*[$COMP_WORDBREAKS]}"}
    cut=${cut%@}
    COMPREPLY=()
    mapfile -t found < <("${words[0]}" --complete "${words[@]:1}" 2>/dev/null)
    for entry in "${found[@]}"; do
        value=${entry%%$'\t'*}
        [[ $value == "$current"* && $value != :* ]] || continue
        COMPREPLY+=("${value#"$cut"}")
        [[ $value == *[=/] ]] && compopt -o nospace 2>/dev/null
    done
    if ((${#COMPREPLY[@]} == 0)); then
        case " ${found[*]} " in
        *' :files '*) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
        *' :folders '*) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
        *) return 0 ;;
        esac
        compopt -o filenames 2>/dev/null
    fi
    return 0
}
complete -F _tsm tsm
