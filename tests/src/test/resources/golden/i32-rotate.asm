0000  48 8b c7                       mov rax, rdi
0003  48 8b ce                       mov rcx, rsi
0006  d3 c0                          rol eax, cl
0008  c3                             ret
