0000  48 8b c7                       mov rax, rdi
0003  48 f7 e6                       mul rsi
0006  c3                             ret
