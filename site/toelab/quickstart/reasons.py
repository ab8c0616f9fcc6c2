"""Why a file or a database failed, in Japanese: systems give their reasons in English, or in whatever they speak."""

import errno
import sqlite3

_FILES = {
    errno.EACCES: "許可がありません",
    errno.EPERM: "許可がありません",
    errno.EEXIST: "同じ名前のファイルがあります",
    errno.ENOENT: "見つかりません",
    errno.ENOTDIR: "途中の名前がフォルダーではなくファイルです",
    errno.EISDIR: "ファイルではなくフォルダーです",
    errno.ENOSPC: "ディスクに空きがありません",
    errno.EDQUOT: "使える容量を超えています",
    errno.EROFS: "読み取り専用のディスクです",
    errno.ENAMETOOLONG: "名前が長すぎます",
}
_SQLITE = {
    "SQLITE_NOTADB": "データベースのファイルではありません",
    "SQLITE_CORRUPT": "ファイルが壊れています",
    "SQLITE_CANTOPEN": "ファイルを開けません",
    "SQLITE_BUSY": "他のプログラムが使っています",
    "SQLITE_READONLY": "書き込めません",
    "SQLITE_FULL": "ディスクに空きがありません",
}


def file_reason(error: OSError) -> str:
    """Why a file failed; an uncommon reason by the name of its code, which can be looked up."""
    if error.errno is None:
        return str(error)
    return _FILES.get(error.errno) or errno.errorcode.get(error.errno, str(error.errno))


def database_reason(error: Exception) -> str:
    """Why a database failed; what PostgreSQL says names hosts and users, and is left as it is."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        return _SQLITE.get(name) or name or str(error)
    return str(error).strip()
