0000  85 ff                          test edi, edi
0002  74 07                          je L0
0004  b8 0a 00 00 00                 mov eax, 0xa
0009  eb 05                          jmp L1
L0:
000b  b8 14 00 00 00                 mov eax, 0x14
L1:
0010  c3                             ret
