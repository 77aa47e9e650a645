0000  b8 a8 00 00 00                 mov eax, 0xa8
0005  c3                             ret
